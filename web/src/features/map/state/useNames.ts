// SPDX-License-Identifier: Apache-2.0
import { useMemo } from "react";
import { useVocabulary, type Vocabulary } from "@/api";
import { useChannels } from "@/api/channels";

/** The names to choose from, the channels that every workspace has among them. */
export function useNames(): Vocabulary {
  const { segments, personas } = useVocabulary();
  const { channels } = useChannels();
  return useMemo(
    () => ({ segments, personas, channels: channels.map((c) => ({ value: c.id, label: c.title })) }),
    [segments, personas, channels],
  );
}
