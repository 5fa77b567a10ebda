// SPDX-License-Identifier: Apache-2.0
import { Skeleton } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useT } from "@/lang";
import { ErrorState, State } from "./State";
import classes from "./State.module.css";

interface LoadedProps<T> {
  query: Pick<UseQueryResult<T>, "data" | "error" | "isPending" | "isPlaceholderData" | "refetch">;
  /** What stands there while loading; lines of text if not given. */
  skeleton?: ReactNode;
  /** How many lines the skeleton has. */
  lines?: number;
  isEmpty?: (data: T) => boolean;
  /** What to do next when there is nothing: an <EmptyState>. */
  empty?: ReactNode;
  /** True where the data do not bear a statement. */
  isTooFew?: (data: T) => boolean;
  tooFew?: ReactNode;
  children: (data: T) => ReactNode;
}

/**
 * Shows what a query brought, or which of the other states it is in: loading,
 * failed, empty, too little data. Numbers that are being replaced stay, dimmed.
 */
export function Loaded<T>({
  query,
  skeleton,
  lines = 4,
  isEmpty,
  empty,
  isTooFew,
  tooFew,
  children,
}: LoadedProps<T>) {
  const t = useT();
  const { data, error, isPending, isPlaceholderData, refetch } = query;
  if (data === undefined && error) return <ErrorState error={error} retry={() => void refetch()} />;
  if (data === undefined || isPending) return skeleton ?? <Lines count={lines} label={t("common.loading")} />;
  if (isEmpty?.(data)) return empty;
  if (isTooFew?.(data))
    return tooFew ?? <State tone="quiet" title={t("ui.tooFew")} text={t("ui.tooFewText")} />;
  return isPlaceholderData ? (
    <div className={classes.replaced} aria-busy>
      {children(data)}
    </div>
  ) : (
    children(data)
  );
}

const widths = ["92%", "78%", "85%", "64%"];

/** A skeleton of some lines of text. */
export function Lines({ count, label }: { count: number; label: string }) {
  return (
    <div className={classes.lines} role="status" aria-label={label}>
      {Array.from({ length: count }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines never change
        <Skeleton key={i} height={12} radius="sm" width={widths[i % widths.length]} />
      ))}
    </div>
  );
}
