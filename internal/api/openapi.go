package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"minutebook/internal/auth"
)

// object is a JSON object; encoding/json writes its members in order of name, so the document is always the same bytes.
type object = map[string]any

// describe makes the OpenAPI 3.1 document from the route list. It panics where a route has a shape that the document
// cannot tell, which is a mistake in the program and shows at start.
func describe(routes []route, version string) []byte {
	s := schemas{components: object{}, names: map[string]reflect.Type{}}
	problem := s.of(reflect.TypeFor[Problem]())
	paths := object{}
	for _, r := range routes {
		if paths[r.path] == nil {
			paths[r.path] = object{}
		}
		paths[r.path].(object)[strings.ToLower(r.method)] = r.operation(&s)
	}
	responses := object{}
	for _, k := range kinds {
		name := strconv.Itoa(k.status)
		about := fmt.Sprintf("%s (/problems/%s)", k.title, k.name)
		if earlier, ok := responses[name].(object); ok {
			about = earlier["description"].(string) + ", or: " + about
		}
		responses[name] = object{"description": about, "content": object{problemType: object{"schema": problem}}}
	}
	responses["401"].(object)["headers"] = object{"WWW-Authenticate": header("how to sign in")}
	responses["503"].(object)["headers"] = object{"Retry-After": header("seconds to wait")}
	data, err := json.Marshal(object{
		"openapi": "3.1.0",
		"info": object{
			"title": "Minutebook", "version": version,
			"description": "Planning meetings about children in care: drafts with numbered versions, sign-off, and signed papers. " +
				"Every answer has the id of its request in " + requestID + ". HEAD is answered wherever GET is.",
		},
		"paths":    paths,
		"security": []any{object{"token": []any{}}, object{"password": []any{}}},
		"components": object{
			"schemas": s.components, "responses": responses,
			"securitySchemes": object{
				"token": object{"type": "http", "scheme": "bearer", "bearerFormat": auth.TokenPrefix + "…",
					"description": "Acts as the person who made it on the page “Your account”, within its scopes."},
				"password": object{"type": "http", "scheme": "basic",
					"description": "For people whose account asks for no code. Each call takes a moment: the password is hashed."},
			},
		},
	})
	if err != nil {
		panic(fmt.Sprintf("api: writing the OpenAPI document: %v", err))
	}
	return data
}

func (r route) operation(s *schemas) object {
	op := object{"operationId": r.name, "summary": r.summary, "responses": r.responses(s)}
	switch {
	case r.open:
		op["security"] = []any{}
	case r.scope == "":
		op["security"] = []any{object{"password": []any{}}}
	default: // OpenAPI 3.1 lists for a scheme like bearer the roles that it needs
		op["security"] = []any{object{"token": []any{r.scope}}, object{"password": []any{}}}
	}
	if parameters := r.parameters(); parameters != nil {
		op["parameters"] = parameters
	}
	if r.takes != nil {
		op["requestBody"] = object{"required": true, "content": content(s, r.accepts(), r.takes.like, r.takes.example)}
	}
	return op
}

func (r route) parameters() []any {
	var all []any
	for step := range strings.SplitSeq(r.path, "/") {
		if name, ok := strings.CutPrefix(step, "{"); ok {
			schema := object{"type": "string"}
			if name == "n}" {
				schema = object{"type": "integer", "minimum": 1}
			}
			all = append(all, object{"name": strings.TrimSuffix(name, "}"), "in": "path", "required": true, "schema": schema})
		}
	}
	if r.guarded {
		all = append(all, object{"name": "If-Match", "in": "header", "required": true, "schema": object{"type": "string"},
			"description": "the ETag of what you started from, with its quotes"})
	}
	for _, p := range r.query {
		schema := object{"type": "string"}
		switch {
		case p.number:
			schema = object{"type": "integer", "minimum": p.min, "maximum": p.max, "default": p.preset}
		case p.day:
			schema["format"] = "date"
		case p.options != nil:
			schema["enum"] = p.options
		default:
			schema["maxLength"] = p.max
		}
		all = append(all, object{"name": p.name, "in": "query", "description": p.about, "schema": schema})
	}
	return all
}

func (r route) responses(s *schemas) object {
	good := object{"description": r.summary, "content": content(s, r.offers(), r.gives.like, nil)}
	if r.gives.headers != nil {
		headers := object{}
		for _, name := range r.gives.headers {
			headers[name] = header("")
		}
		good["headers"] = headers
	}
	all := object{strconv.Itoa(r.gives.status): good}
	for _, status := range r.problems() {
		name := strconv.Itoa(status)
		all[name] = object{"$ref": "#/components/responses/" + name}
	}
	return all
}

// problems are the statuses of the problems that a route can have.
func (r route) problems() []int {
	all := []int{http.StatusBadRequest, http.StatusNotAcceptable, http.StatusInternalServerError, http.StatusServiceUnavailable}
	if !r.open {
		all = append(all, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound)
	}
	if r.takes != nil {
		all = append(all, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	}
	if r.takes != nil && !r.open || r.guarded {
		all = append(all, http.StatusUnprocessableEntity)
	}
	if r.guarded {
		all = append(all, http.StatusPreconditionRequired, http.StatusPreconditionFailed)
	}
	if r.conflicts {
		all = append(all, http.StatusConflict)
	}
	if r.limited {
		all = append(all, http.StatusTooManyRequests)
	}
	slices.Sort(all)
	return all
}

func content(s *schemas, types []string, like, example any) object {
	all := object{}
	for _, t := range types {
		media := object{} // OpenAPI 3.1 leaves the schema of plain bytes out
		switch {
		case t == uploadType:
			media["schema"] = object{"type": "object", "required": []string{"file"},
				"properties": object{"file": object{"type": "string", "contentMediaType": bytesType}}}
		case t == schemaType || t == jsonType && like == nil:
			media["schema"] = object{"type": "object"}
		case like != nil:
			media["schema"] = s.of(reflect.TypeOf(like))
		}
		if example != nil {
			media["example"] = example
		}
		all[t] = media
	}
	return all
}

func header(about string) object {
	h := object{"schema": object{"type": "string"}}
	if about != "" {
		h["description"] = about
	}
	return h
}
