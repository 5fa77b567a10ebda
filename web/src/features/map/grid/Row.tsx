// SPDX-License-Identifier: Apache-2.0
import type { CSSProperties, ReactNode } from "react";

interface RowProps {
  /** From 1, over the whole grid. */
  index: number;
  className: string;
  style?: CSSProperties;
  children: ReactNode;
}

/** A row of the grid. Its cells take the focus, never the row. */
export function Row({ index, className, style, children }: RowProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus
    <div className={className} style={style} role="row" aria-rowindex={index}>
      {children}
    </div>
  );
}
