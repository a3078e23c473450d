package sign

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// post sends a request and gives the body of the answer.
func (t *TSA) post(ctx context.Context, request []byte) (body []byte, err error) {
	client := t.Client
	if client == nil {
		client = &http.Client{Timeout: tsaTimeout}
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, t.URL, bytes.NewReader(request))
	if err != nil {
		return nil, fmt.Errorf("make the time-stamp request: %w", err)
	}
	r.Header.Set("Content-Type", "application/timestamp-query")
	r.Header.Set("Accept", "application/timestamp-reply")
	answer, err := client.Do(r)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrTSA, err)
	}
	defer func() { err = errors.Join(err, answer.Body.Close()) }()
	switch code := answer.StatusCode; {
	case code == http.StatusOK:
	case code >= 500, code == http.StatusTooManyRequests, code == http.StatusRequestTimeout:
		return nil, fmt.Errorf("%w: HTTP status %d", ErrTSA, code)
	default:
		return nil, fmt.Errorf("%w: HTTP status %d", ErrTSAAnswer, code)
	}
	body, err = io.ReadAll(io.LimitReader(answer.Body, maxAnswer+1))
	if err != nil {
		return nil, fmt.Errorf("%w: read the answer: %w", ErrTSA, err)
	}
	if len(body) > maxAnswer {
		return nil, fmt.Errorf("%w: it is longer than %d bytes", ErrTSAAnswer, maxAnswer)
	}
	return body, nil
}

// tokenIn reads the answer's status and takes out the token.
func tokenIn(body []byte) ([]byte, error) {
	var answer timeStampAnswer
	if err := unmarshal(body, &answer); err != nil {
		return nil, fmt.Errorf("%w: read it: %w", ErrTSAAnswer, err)
	}
	const granted, grantedWithChanges, waiting = 0, 1, 3
	const timeNotAvailable, systemFailure = 14, 25 // bits of failInfo
	switch status := answer.Status; {
	case status.Status == granted || status.Status == grantedWithChanges:
	case status.Status == waiting, status.Fail.At(timeNotAvailable) == 1, status.Fail.At(systemFailure) == 1:
		return nil, fmt.Errorf("%w: status %d, failure bits %x", ErrTSA, status.Status, status.Fail.Bytes)
	default:
		return nil, fmt.Errorf("%w: status %d, failure bits %x", ErrTSAAnswer, status.Status, status.Fail.Bytes)
	}
	if len(answer.Token.FullBytes) == 0 {
		return nil, fmt.Errorf("%w: there is no token in it", ErrTSAAnswer)
	}
	return answer.Token.FullBytes, nil
}
