// SPDX-License-Identifier: Apache-2.0
import { UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconCircleX } from "@tabler/icons-react";
import { type KeyboardEvent, useMemo, useRef } from "react";
import { useT } from "@/lang";
import { tokensOf } from "@/lib/yaml";
import classes from "./YamlEditor.module.css";

/** Something wrong with a text, where its line is known. */
export interface TextFault {
  message: string;
  remedy?: string;
  line?: number;
  column?: number;
  warning?: boolean;
}

interface YamlEditorProps {
  /** What the text is, for screen readers. */
  label: string;
  value: string;
  /** Without it the text is only shown. */
  onChange?: (value: string) => void;
  faults?: readonly TextFault[];
  /** From this height on it scrolls. */
  maxHeight?: number | string;
  minLines?: number;
  placeholder?: string;
}

/** A document as text: lines with numbers, quiet colours, faults at their lines. */
export function YamlEditor({
  label,
  value,
  onChange,
  faults = [],
  maxHeight = "60vh",
  minLines = 12,
  placeholder,
}: YamlEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const lines = useMemo(() => value.split("\n"), [value]);
  const wrong = useMemo(() => worstByLine(faults), [faults]);
  const count = Math.max(lines.length, minLines);
  const goTo = (fault: TextFault) => {
    const from = lines.slice(0, (fault.line ?? 1) - 1).reduce((n, l) => n + l.length + 1, 0);
    const at = from + Math.max(0, (fault.column ?? 1) - 1);
    area.current?.focus();
    area.current?.setSelectionRange(at, from + (lines[(fault.line ?? 1) - 1]?.length ?? 0));
    area.current?.parentElement?.parentElement?.scrollTo({ top: ((fault.line ?? 1) - 4) * 20 });
  };
  return (
    <div className={classes.editor}>
      <div className={classes.scroller} style={{ maxHeight }} data-editable={onChange ? true : undefined}>
        <ol className={classes.numbers} aria-hidden>
          {Array.from({ length: count }, (_, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
            <li key={i} data-fault={wrong.get(i + 1)}>
              {i + 1}
            </li>
          ))}
        </ol>
        <div className={classes.text}>
          <pre className={classes.shown} aria-hidden>
            {lines.map((line, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
              <Line key={i} text={line} fault={wrong.get(i + 1)} />
            ))}
          </pre>
          <textarea
            ref={area}
            className={classes.area}
            aria-label={label}
            value={value}
            readOnly={!onChange}
            placeholder={placeholder}
            spellCheck={false}
            autoCapitalize="off"
            autoCorrect="off"
            wrap="off"
            rows={count}
            onChange={(e) => onChange?.(e.currentTarget.value)}
            onKeyDown={onChange && ((e) => keepIndent(e, onChange))}
          />
        </div>
      </div>
      {faults.length > 0 && <FaultList faults={faults} onGo={goTo} />}
    </div>
  );
}

function Line({ text, fault }: { text: string; fault?: "error" | "warning" }) {
  return (
    <span className={classes.line} data-fault={fault}>
      {tokensOf(text).map((token, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: tokens stand in order
        <span key={i} data-kind={token.kind}>
          {token.text}
        </span>
      ))}
      {"\n"}
    </span>
  );
}

function worstByLine(faults: readonly TextFault[]): Map<number, "error" | "warning"> {
  const worst = new Map<number, "error" | "warning">();
  for (const { line, warning } of faults) {
    if (line && worst.get(line) !== "error") worst.set(line, warning ? "warning" : "error");
  }
  return worst;
}

/** A new line begins where the one before began. Tab stays what moves the focus. */
function keepIndent(event: KeyboardEvent<HTMLTextAreaElement>, onChange: (value: string) => void): void {
  if (event.key !== "Enter" || event.shiftKey || event.metaKey || event.ctrlKey) return;
  const area = event.currentTarget;
  const before = area.value.slice(0, area.selectionStart);
  const indent = /^(?:\s*- )?\s*/.exec(before.slice(before.lastIndexOf("\n") + 1))?.[0] ?? "";
  if (!indent) return;
  event.preventDefault();
  const insert = `\n${indent.replace("-", " ")}`;
  // As if it were typed: what is set in another way, the browser cannot take back.
  if (document.execCommand?.("insertText", false, insert)) return;
  const at = area.selectionStart + insert.length;
  onChange(before + insert + area.value.slice(area.selectionEnd));
  requestAnimationFrame(() => area.setSelectionRange(at, at));
}

/** What is wrong, each leading to its line. */
export function FaultList({
  faults,
  onGo,
}: {
  faults: readonly TextFault[];
  onGo?: (fault: TextFault) => void;
}) {
  const t = useT();
  const ordered = [...faults].sort((a, b) => Number(a.warning ?? false) - Number(b.warning ?? false));
  return (
    <ul className={classes.faults}>
      {ordered.map((fault) => {
        const Shape = fault.warning ? IconAlertTriangle : IconCircleX;
        const content = (
          <>
            <Shape
              size={16}
              stroke={1.6}
              aria-label={fault.warning ? t("documents.warning") : t("documents.fault")}
            />
            {fault.line ? (
              <span className={classes.where}>{t("documents.line", { line: fault.line })}</span>
            ) : null}
            <span>
              {fault.message}
              {fault.remedy && <span className={classes.remedy}> {fault.remedy}</span>}
            </span>
          </>
        );
        return (
          <li
            key={`${fault.line}:${fault.column}:${fault.message}`}
            data-warning={fault.warning || undefined}
          >
            {fault.line && onGo ? (
              <UnstyledButton className={classes.fault} onClick={() => onGo(fault)}>
                {content}
              </UnstyledButton>
            ) : (
              <div className={classes.fault}>{content}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
