// SPDX-License-Identifier: Apache-2.0
import { TextInput, type TextInputProps } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { Keys, useShortcut } from "./shortcuts";

interface SearchFieldProps extends Omit<TextInputProps, "value" | "onChange"> {
  /** What it is for: its name, its placeholder, and that of the key "/". */
  label: string;
  /** What is searched for, as the address says. */
  value: string;
  /** Called once the typing rests. */
  onSearch: (value: string) => void;
}

/**
 * A field that searches while one types. The address follows when the typing
 * rests, so that no letter is lost on the way through it; "/" leads here.
 */
export function SearchField({ label, value, onSearch, ...props }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  const asked = useRef(value);
  const ask = useDebouncedCallback((next: string) => {
    asked.current = next;
    onSearch(next);
  }, 200);
  useEffect(() => {
    // Somebody else changed it: a filter was cleared, or "back" was pressed.
    if (value !== asked.current) setTyped(value);
    asked.current = value;
  }, [value]);
  useShortcut("/", label, () => field.current?.focus());
  return (
    <TextInput
      ref={field}
      type="search"
      placeholder={label}
      aria-label={label}
      leftSection={<IconSearch size={16} stroke={1.6} />}
      rightSection={<Keys keys="/" />}
      {...props}
      value={typed}
      onChange={(e) => {
        setTyped(e.currentTarget.value);
        ask(e.currentTarget.value);
      }}
    />
  );
}
