// SPDX-License-Identifier: Apache-2.0
import { Kbd, Modal } from "@mantine/core";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import { useT } from "@/lang";
import classes from "./shortcuts.module.css";

export interface Shortcut {
  /** "mod+k" (⌘ or Ctrl), "shift+z", "?", or two keys one after the other: "g j". */
  keys: string;
  /** What it does, in words, for the list that "?" opens. */
  label: string;
  run: () => void;
}

/** The keys of a chord; "+" stands for itself at its end: "mod++". */
function partsOf(chord: string): string[] {
  if (!chord.endsWith("+")) return chord.split("+");
  return [...chord.slice(0, -1).split("+").filter(Boolean), "+"];
}

/** Whether an event is a chord: "mod+shift+z". Letters count as they are typed, so that "?" works on every keyboard. */
export function matches(chord: string, event: KeyboardEvent): boolean {
  const parts = partsOf(chord.toLowerCase());
  const key = parts.pop() ?? "";
  const mod = event.metaKey || event.ctrlKey;
  if (parts.includes("mod") !== mod || parts.includes("alt") !== event.altKey) return false;
  // A shift that only makes the character ("?") is not part of the chord.
  const plain = /^[a-z0-9]$/.test(key) || key.length > 1;
  if (plain && parts.includes("shift") !== event.shiftKey) return false;
  return event.key.toLowerCase() === key;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));

/** Keys that take back, and make again, what was typed: in a field that can be written in they are the field's own. */
const editing = new Set(["mod+z", "mod+shift+z"]);

/** Whether a chord works where the focus is: letters are typed, and a text is edited, before a screen gets its keys. */
const works = (chord: string, target: EventTarget | null): boolean =>
  editing.has(chord)
    ? !(target instanceof HTMLElement && target.matches(":read-write"))
    : chord.includes("mod") || !isTyping(target);

/** How long the second key of "g j" may take. */
const patience = 1_200;

class Shortcuts {
  readonly all = new Set<Shortcut>();
  private first = "";
  private since = 0;

  add(shortcut: Shortcut): () => void {
    this.all.add(shortcut);
    return () => this.all.delete(shortcut);
  }

  /** What works now, as people are told: of two with the same keys the one that wins. */
  listed(): Shortcut[] {
    const byKeys = new Map([...this.all].map((s) => [s.keys, s]));
    return [...byKeys.values()].filter((s) => s.label !== "");
  }

  /** Runs what fits; the shortcut added last wins, so that a part of a screen may take a key over. */
  handle(event: KeyboardEvent, now: number): void {
    if (event.defaultPrevented || event.repeat) return;
    const begun = now - this.since < patience ? this.first : "";
    const found = [...this.all].findLast(({ keys }) => {
      const [one = "", two] = keys.split(" ");
      if (!works(one, event.target)) return false;
      return two ? begun === one && matches(two, event) : matches(one, event);
    });
    this.first = event.key.toLowerCase();
    this.since = now;
    if (!found) return;
    event.preventDefault();
    this.first = "";
    found.run();
  }
}

const Context = createContext<Shortcuts | null>(null);

/** Lets everything below have shortcuts, and lists them on "?". */
export function ShortcutProvider({ children }: { children: ReactNode }) {
  const t = useT();
  const shortcuts = useMemo(() => new Shortcuts(), []);
  const [listed, setListed] = useState<Shortcut[] | null>(null);
  useEffect(() => {
    const remove = shortcuts.add({
      keys: "?",
      label: t("ui.shortcuts"),
      run: () => setListed(shortcuts.listed()),
    });
    const pressed = (event: KeyboardEvent) => shortcuts.handle(event, event.timeStamp);
    window.addEventListener("keydown", pressed);
    return () => {
      remove();
      window.removeEventListener("keydown", pressed);
    };
  }, [shortcuts, t]);
  return (
    <Context value={shortcuts}>
      {children}
      <Modal opened={listed !== null} onClose={() => setListed(null)} title={t("ui.shortcuts")}>
        <dl className={classes.list}>
          {listed?.map((s) => (
            <div key={s.keys} className={classes.row}>
              <dt>{s.label}</dt>
              <dd>
                <Keys keys={s.keys} />
              </dd>
            </div>
          ))}
        </dl>
      </Modal>
    </Context>
  );
}

/**
 * Gives a key a meaning while the component lives; false leaves the key alone. An
 * empty label keeps it out of the list.
 */
export function useShortcut(keys: string, label: string, run: (() => void) | false): void {
  const shortcuts = useContext(Context);
  const latest = useRef(run);
  const works = run !== false;
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!works) return undefined;
    return shortcuts?.add({
      keys,
      label,
      run: () => {
        if (latest.current) latest.current();
      },
    });
  }, [shortcuts, keys, label, works]);
}

const isMac = typeof navigator !== "undefined" && /mac|iphone|ipad/i.test(navigator.userAgent);
const names: Record<string, string> = {
  mod: isMac ? "⌘" : "Ctrl",
  shift: "⇧",
  alt: isMac ? "⌥" : "Alt",
  escape: "Esc",
  enter: "↵",
};

/** Keys as they stand on a keyboard. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className={classes.keys}>
      {keys
        .split(" ")
        .flatMap(partsOf)
        .map((k) => (
          <Kbd key={k} size="xs">
            {names[k.toLowerCase()] ?? (k.length === 1 ? k.toUpperCase() : k)}
          </Kbd>
        ))}
    </span>
  );
}
