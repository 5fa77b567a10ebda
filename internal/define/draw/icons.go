// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/draw/canvas"
)

// iconSide is the side of the square that icons are drawn in: lines, two wide.
const iconSide = 24

// channelIcons are the pictures of the built-in channels.
var channelIcons = map[channel.ID]string{
	"store":        "M3 9l2-5h14l2 5M4 9v11h16V9M3 9a3 3 0 006 0 3 3 0 006 0 3 3 0 006 0M10 20v-6h4v6",
	"website":      "M12 3a9 9 0 100 18 9 9 0 000-18zM3 12h18M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18",
	"mobile-app":   "M8 2h8a2 2 0 012 2v16a2 2 0 01-2 2H8a2 2 0 01-2-2V4a2 2 0 012-2zM11 18.5h2",
	"email":        "M3 5h18v14H3zM3 6l9 7 9-7",
	"sms":          "M4 4h16v12H9l-5 4zM8 10h.5M12 10h.5M16 10h.5",
	"notification": "M6 17V11a6 6 0 0112 0v6l2 2H4zM10 21h4",
	"phone":        "M6 3h4l1.5 5-2.5 1.8a12 12 0 005.2 5.2L16 12.5l5 1.5v4a3 3 0 01-3 3A15 15 0 013 6a3 3 0 013-3z",
	"video":        "M3 6h12v12H3zM15 10.5l6-3.5v10l-6-3.5",
	"chat":         "M3 4h13v9H9l-4 3.5V13H3zM10 16h6l4 3.5V16h1V8h-2",
	"messaging":    "M12 3a9 8.5 0 00-7.5 13L3 21l5-1.5A9 8.5 0 1012 3zM8.5 12h7M8.5 9h7",
	"post":         "M4 8l8-5 8 5v12H4zM4 9l8 6 8-6",
	"social":       "M18 8.5a3 3 0 100-6 3 3 0 000 6zM6 15a3 3 0 100-6 3 3 0 000 6zM18 21.5a3 3 0 100-6 3 3 0 000 6zM8.7 10.6l6.6-3.7M8.7 13.4l6.6 3.7",
	"search":       "M10.5 3.5a7 7 0 100 14 7 7 0 000-14zM15.5 15.5L21 21",
	"advertising":  "M3 10v4h3l9 5V5L6 10zM18 9a4 4 0 010 6M7 14l1.5 6h3",
	"marketplace":  "M5 8h14l1 13H4zM8.5 8a3.5 3.5 0 017 0",
	"kiosk":        "M7 2h10v11H7zM12 13v6M8 22h8M9.5 22l2.5-3 2.5 3",
	"field-visit":  "M3 12l9-8 9 8M5.5 10v11h13V10M10 21v-6h4v6",
	"branch":       "M3 9l9-6 9 6zM5 10v8M10 10v8M14 10v8M19 10v8M3 21h18",
	"event":        "M4 5h16v16H4zM4 10h16M8 2.5v4M16 2.5v4M8 14h3v3H8z",
	"vehicle":      "M3 17v-5l2-6h13l3 6v5zM3 12h18M6.5 17v2.5M17.5 17v2.5M7 14.5h1M16 14.5h1",
	"product":      "M12 2.5l8.5 4.7v9.6L12 21.5l-8.5-4.7V7.2zM3.5 7.2L12 12l8.5-4.8M12 12v9.5",
	"print":        "M4 4h13v16H6a2 2 0 01-2-2zM17 8h3v10a2 2 0 01-2 2M7 8h7M7 12h7M7 16h4",
	"review-site":  "M12 3l2.7 5.6 6.1.8-4.5 4.3 1.1 6.1L12 16.9l-5.4 2.9 1.1-6.1L3.2 9.4l6.1-.8z",
	"partner":      "M8.5 16a5.5 5.5 0 110-11 5.5 5.5 0 010 11zM15.5 19a5.5 5.5 0 100-11 5.5 5.5 0 000 11z",
}

// Other pictures. Those for feelings are faces.
const (
	iconContactless = "M7 3h10M7 21h10M8 3v3.5l4 5.5 4-5.5V3M8 21v-3.5l4-5.5 4 5.5V21"
	iconPush        = "M4 12h14M12 6l6 6-6 6M21 4v16" // the company moves
	iconPull        = "M20 12H6M12 6l-6 6 6 6M3 4v16" // the customer comes
	iconStar        = "M12 2.5l2.9 6 6.6.8-4.9 4.6 1.3 6.6L12 17.3l-5.9 3.2 1.3-6.6L2.5 9.3l6.6-.8z"
	iconRepeat      = "M5 12a7 7 0 0112-5l2 2M19 4v5h-5M19 12a7 7 0 01-12 5l-2-2M5 20v-5h5"
	iconClock       = "M12 3a9 9 0 100 18 9 9 0 000-18zM12 7v5l3.5 2"
	iconLeave       = "M12 4v14M6 12l6 6 6-6"
	iconBulb        = "M9 18h6M10 21h4M8 14.5a6 6 0 118 0c-.8.7-1 1.5-1 2.5H9c0-1-.2-1.8-1-2.5z"
	iconPlus        = "M12 5v14M5 12h14"
	iconMinus       = "M5 12h14"
	iconBelow       = "M2 5h20L12 21z"
	iconAbove       = "M2 19h20L12 3z"
	iconAt          = "M3 8h18v3H3zM3 14h18v3H3z"
	iconSees        = "M2 12c4-7 16-7 20 0-4 7-16 7-20 0zM12 9a3 3 0 100 6 3 3 0 000-6z"
	iconHears       = "M7 18a3.5 3.5 0 006.5 1.800c1-2 4.5-4.3 4.5-9.300a6 6 0 10-12 0M9 11a3 3 0 016 0c0 2-2 2.5-2.5 4.5"
	iconHeart       = "M12 20C2 13 3 5 8 5c2 0 3.5 1.5 4 3 .5-1.5 2-3 4-3 5 0 6 8-4 15z"
	iconPerson      = "M12 3.5a4 4 0 100 8 4 4 0 000-8zM4 21c0-4.5 3.5-7.5 8-7.5s8 3 8 7.5"
)

// faces are the looks of the valences from -2 to +2, in the same square.
var faces = [5]string{
	"M7.5 9.5l2 1M16.5 9.5l-2 1M8 17c1-3 7-3 8 0",
	"M9 10h.1M15 10h.1M8.5 16.5c1.5-2 5.5-2 7 0",
	"M9 10h.1M15 10h.1M8.5 15.5h7",
	"M9 10h.1M15 10h.1M8.5 14.5c1.5 2 5.5 2 7 0",
	"M8 10.5l1-1 1 1M14 10.5l1-1 1 1M7.5 13.5c1 5 8 5 9 0z",
}

// icon draws a picture into a square of the given side.
func icon(c *canvas.Canvas, path string, x, y, side float64, color string) {
	c.PathAt(path, iconSide, canvas.Box{X: x, Y: y, W: side, H: side}, canvas.Paint{Stroke: color, Width: side / 12, Round: true})
}

// filled draws a picture as an area.
func filled(c *canvas.Canvas, path string, x, y, side float64, color string) {
	c.PathAt(path, iconSide, canvas.Box{X: x, Y: y, W: side, H: side}, canvas.Paint{Fill: color})
}

// face draws a valence as a face.
func face(c *canvas.Canvas, valence int, x, y, side float64, color string) {
	c.Circle(x+side/2, y+side/2, side*0.46, canvas.Paint{Fill: white, Stroke: color, Width: side / 14})
	icon(c, faces[min(4, max(0, valence+2))], x, y, side, color)
}

// channelIcon is a channel's picture; channels of a workspace's own take that of
// their mode.
func channelIcon(id channel.ID, mode channel.Mode) string {
	if path, ok := channelIcons[id]; ok {
		return path
	}
	switch mode {
	case channel.Physical:
		return channelIcons["field-visit"]
	case channel.RemoteHuman:
		return channelIcons["phone"]
	}
	return channelIcons["website"]
}
