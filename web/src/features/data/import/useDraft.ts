// SPDX-License-Identifier: Apache-2.0
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import type { UploadImport } from "@/api/generated";

const place = (id: string) => `wend-mapping-${id}`;

const kept = (id: string): string | null => {
  try {
    return sessionStorage.getItem(place(id));
  } catch {
    return null;
  }
};

/** The text of a mapping while it is written. It outlives a reload; `settled` follows when the typing rests. */
export function useDraft(of: UploadImport) {
  const proposed = of.mapping || (of.needs_mapping ? (of.suggestion?.text ?? "") : "");
  const [text, setText] = useState(() => kept(of.id) ?? proposed);
  const [settled] = useDebouncedValue(text, 400);
  const change = (next: string) => {
    setText(next);
    try {
      sessionStorage.setItem(place(of.id), next);
    } catch {
      // Without storage it lasts as long as the page.
    }
  };
  return { text, change, settled, proposed, back: () => change(proposed) };
}
