// SPDX-License-Identifier: Apache-2.0
import { Skeleton } from "@mantine/core";
import { type ReactNode, Suspense } from "react";

/** Keeps the place of a chart whose code is still on its way. */
export function Waited({ height, children }: { height: number; children: ReactNode }) {
  return <Suspense fallback={<Skeleton height={height} radius="md" />}>{children}</Suspense>;
}
