package workbook

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// builtIn are the number formats that workbooks name without writing them down (ECMA-376 part 1, 18.8.30), as they are
// in the United Kingdom. 27 to 36 and 50 to 58 are dates in East Asian editions.
var builtIn = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
	14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
	21: "h:mm:ss", 22: "dd/mm/yyyy h:mm", 37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)",
	40: "#,##0.00;[Red](#,##0.00)", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
	27: "yyyy-mm-dd", 28: "yyyy-mm-dd", 29: "yyyy-mm-dd", 30: "yyyy-mm-dd", 31: "yyyy-mm-dd", 36: "yyyy-mm-dd",
	50: "yyyy-mm-dd", 51: "yyyy-mm-dd", 54: "yyyy-mm-dd", 57: "yyyy-mm-dd", 58: "yyyy-mm-dd",
}

// isDate reports whether a number format shows a day or a time of day. A format of elapsed time ([h]:mm) does not: its
// cells hold durations.
func isDate(format string) bool {
	first, _, _ := strings.Cut(format, ";")
	if strings.EqualFold(first, "General") {
		return false
	}
	for i := 0; i < len(first); i++ {
		switch c := first[i] | 0x20; { // lower case, for letters
		case first[i] == '"':
			i = closing(first, i, '"')
		case first[i] == '[':
			end := closing(first, i, ']')
			if inside := strings.Trim(strings.ToLower(first[i:end]), "["); inside != "" && strings.Trim(inside, "hms") == "" {
				return false
			}
			i = end
		case first[i] == '\\' || first[i] == '_' || first[i] == '*': // the next character is shown, left free or repeated
			i++
		case c == 'y' || c == 'm' || c == 'd' || c == 'h' || c == 's':
			return true
		}
	}
	return false
}

func closing(s string, i int, end byte) int {
	if j := strings.IndexByte(s[i+1:], end); j >= 0 {
		return i + 1 + j
	}
	return len(s)
}

// setNumber makes a cell of a stored number.
func (c *Cell) setNumber(v float64, st style, date1904 bool) {
	c.Type, c.Number, c.Text = Number, v, numberText(v)
	if st.date {
		if at, ok := fromSerial(v, date1904); ok {
			c.setDate(at)
			if v < 1 && !date1904 {
				c.Text = at.Format("15:04:05") // a time of day, on no day
			}
		}
	}
}

func (c *Cell) setDate(at time.Time) {
	c.Type, c.Time, c.Text = Date, at, at.Format("2006-01-02T15:04:05")
	if at.Equal(at.Truncate(24 * time.Hour)) {
		c.Text = at.Format("2006-01-02")
	}
}

// fromSerial turns a workbook's count of days into a day and time. In the 1900 system there is a 29 February 1900, number
// 60, which the calendar has not: before it the count is one day behind.
func fromSerial(v float64, date1904 bool) (time.Time, bool) {
	if v < 0 || v >= 2_958_466 || v >= 60 && v < 61 && !date1904 { // 31 December 9999 is the last day
		return time.Time{}, false
	}
	epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case date1904:
		epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case v < 60:
		epoch = epoch.AddDate(0, 0, 1)
	}
	days, rest := math.Modf(v)
	seconds := math.Round(rest * 86_400)
	return epoch.AddDate(0, 0, int(days)).Add(time.Duration(seconds) * time.Second), true
}

// numberText writes a number with the 15 digits to which spreadsheets count: 0.1+0.2, saved by one program as
// 0.30000000000000004 and by another as 0.3, is the same text.
func numberText(v float64) string {
	short := strconv.FormatFloat(v, 'g', 15, 64)
	if rounded, err := strconv.ParseFloat(short, 64); err == nil && math.Abs(rounded) < 1e21 && (rounded == 0 || math.Abs(rounded) >= 1e-9) {
		return strconv.FormatFloat(rounded+0, 'f', -1, 64) // +0: no minus before zero
	}
	return short
}

// unescape reads characters that XML cannot hold, which workbooks write as _x000D_ (ST_Xstring, ECMA-376 part 1, 22.9.2.19),
// and makes all ends of lines alike.
func unescape(s string) string {
	if strings.Contains(s, "_x") {
		var b strings.Builder
		for i := 0; i < len(s); i++ {
			if i+7 <= len(s) && s[i:i+2] == "_x" && s[i+6] == '_' {
				if code, err := strconv.ParseUint(s[i+2:i+6], 16, 16); err == nil {
					b.WriteRune(rune(code))
					i += 6
					continue
				}
			}
			b.WriteByte(s[i])
		}
		s = b.String()
	}
	return strings.ReplaceAll(s, "\r\n", "\n")
}
