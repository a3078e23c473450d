package forms

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"github.com/go-playground/validator/v10"
)

// Check reports everything that is wrong with a form whose shape is right: advice, and blockers that stop it from being
// signed. Child may be nil when nothing is known of the child.
func Check(form Form, child *Child) Problems {
	problems := shape(form)
	problems = append(problems, run(form, "advise", Advice)...)
	problems = append(problems, run(form, "signoff", Blocker)...)
	problems = append(problems, form.CrossCheck(child)...)
	problems.Sort()
	return problems
}

// shape reports what is over its limits: level Error.
func shape(form Form) Problems { return run(form, "validate", Error) }

// validators holds one validator per tag name; a validator caches what it learned of types, so it is made once.
var validators = sync.OnceValue(func() map[string]*validator.Validate {
	all := map[string]*validator.Validate{}
	for _, tag := range []string{"validate", "advise", "signoff"} {
		v := validator.New(validator.WithRequiredStructEnabled())
		v.SetTagName(tag)
		v.RegisterTagNameFunc(func(f reflect.StructField) string {
			if f.Anonymous {
				return sectionStep
			}
			return f.Tag.Get("json")
		})
		v.RegisterCustomTypeFunc(func(v reflect.Value) any { return v.Interface().(Date).String() }, Date{})
		all[tag] = v
	}
	return all
})

// sectionStep stands for an embedded section in a validator's path; it is no part of a pointer.
const sectionStep = "-section-"

func run(form Form, tag string, level Level) Problems {
	err := validators()[tag].Struct(form)
	var found validator.ValidationErrors
	if !errors.As(err, &found) {
		if err != nil {
			panic(fmt.Sprintf("forms: %s tags of %s: %v", tag, form.Kind(), err))
		}
		return nil
	}
	problems := make(Problems, 0, len(found))
	for _, e := range found {
		problems = append(problems, Problem{Pointer: pointerOf(e.Namespace()), Level: level, Code: codeOf(e), Args: argsOf(e)})
	}
	return problems
}

// pointerOf turns "PPM.-section-.recommendations[2].by_whom" into "/recommendations/2/by_whom".
func pointerOf(namespace string) string {
	var b strings.Builder
	for step := range strings.SplitSeq(namespace[strings.IndexByte(namespace, '.')+1:], ".") {
		if step == sectionStep {
			continue
		}
		name, rest, _ := strings.Cut(step, "[")
		b.WriteString("/" + name)
		if rest != "" {
			b.WriteString("/" + strings.TrimSuffix(rest, "]"))
		}
	}
	return b.String()
}

func codeOf(e validator.FieldError) string {
	list := e.Kind() == reflect.Slice
	switch {
	case e.Tag() == "max" && list:
		return "too_many"
	case e.Tag() == "max" && e.Kind() == reflect.String:
		return "too_long"
	case e.Tag() == "max" || e.Tag() == "min" && !list:
		return "out_of_range"
	case e.Tag() == "min":
		return "none_given"
	case e.Tag() == "datetime":
		return "time_format"
	}
	return e.Tag()
}

func argsOf(e validator.FieldError) map[string]any {
	limit, err := strconv.Atoi(e.Param())
	if err != nil {
		return nil
	}
	args := map[string]any{e.Tag(): limit}
	switch v := reflect.ValueOf(e.Value()); v.Kind() {
	case reflect.String:
		args["count"] = len([]rune(v.String()))
	case reflect.Slice:
		args["count"] = v.Len()
	}
	return args
}
