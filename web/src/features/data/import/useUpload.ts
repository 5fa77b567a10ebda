// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { askAgain, keys } from "@/api";
import { uploadFiles } from "./upload";

/** Sends files and opens what came of them. Leaving the screen breaks an upload off. */
export function useUpload() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [sent, setSent] = useState(0);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const upload = useMutation({
    mutationFn: (files: readonly File[]) => {
      setSent(0);
      running.current = new AbortController();
      return uploadFiles(files, setSent, running.current.signal);
    },
    onSuccess: async ({ tables, ...received }) => {
      queries.setQueryData(keys.import(received.id), received);
      queries.setQueryData([...keys.import(received.id), "tables"], tables ?? []);
      await navigate(`/data/import/${received.id}`);
      await askAgain(queries, keys.imports, { exact: true });
    },
  });
  const cancel = () => {
    running.current?.abort();
    upload.reset();
  };
  return { upload, sent, cancel };
}
