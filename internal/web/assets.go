package web

import (
	"mime"
	"net/http"
	"path"

	"github.com/gin-gonic/gin"

	"minutebook/assets"
)

// assetsPath is followed by the revision of the files, so that an address never changes what it stands for.
const assetsPath = "/assets/"

// asset sends a style sheet, script or image. Only the current revision exists: a page of an older release that asks for
// its files must not get ours and keep them for good.
func (w *Web) asset(c *gin.Context) {
	name := path.Clean(c.Param("file"))[1:]
	data, err := assets.Screens.ReadFile(name)
	if err != nil || c.Param("revision") != w.revision {
		w.Fail(c, http.StatusNotFound)
		return
	}
	kind := mime.TypeByExtension(path.Ext(name))
	if path.Ext(name) == ".mjs" {
		kind = "text/javascript; charset=utf-8" // not in every system's table
	}
	c.Header("Cache-Control", "public, max-age=31536000, immutable")
	c.Data(http.StatusOK, kind, data)
}
