// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState } from "react";
import classes from "./cells/Cells.module.css";

interface InlineTextProps {
  value: string;
  label: string;
  placeholder?: string;
  /** Enter saves; so does leaving the field. */
  onSave: (value: string) => void;
  onCancel: () => void;
  /** Saved with Enter: the next one may begin. */
  onNext?: () => void;
}

/** A text edited where it stands. */
export function InlineText({ value, label, placeholder, onSave, onCancel, onNext }: InlineTextProps) {
  const [text, setText] = useState(value);
  const done = useRef(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.select();
  }, []);
  const finish = (save: boolean) => {
    if (done.current) return;
    done.current = true;
    if (save && text.trim() !== value) onSave(text.trim());
    else onCancel();
  };
  return (
    <textarea
      ref={field}
      className={classes.input}
      aria-label={label}
      placeholder={placeholder}
      rows={1}
      value={text}
      onChange={(e) => setText(e.currentTarget.value)}
      onBlur={() => finish(true)}
      onPointerDown={(e) => e.stopPropagation()}
      onDoubleClick={(e) => e.stopPropagation()}
      onKeyDown={(e) => {
        e.stopPropagation();
        if (e.nativeEvent.isComposing) return;
        if (e.key === "Enter" && !e.shiftKey) {
          e.preventDefault();
          finish(true);
          if (text.trim()) onNext?.();
        }
        if (e.key === "Escape") finish(false);
      }}
    />
  );
}
