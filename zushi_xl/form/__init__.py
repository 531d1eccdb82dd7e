"""The form as frozen values, and its pages: lines, boxes, columns, frame, identity."""
