// SPDX-License-Identifier: Apache-2.0
import { Component, lazy, type ReactNode } from "react";
import { ErrorState } from "@/ui";

const panel = () => import("../panel/Panel");
const tray = () => import("../tray/Tray");

export const Panel = lazy(panel);
export const Tray = lazy(tray);

/** Fetches what is likely to be opened soon, so that it is there without a connection too. */
export function fetchParts(): () => void {
  const timer = setTimeout(() => {
    for (const part of [panel, tray]) part().catch(() => {});
  }, 200);
  return () => clearTimeout(timer);
}

/** Keeps what breaks in a part from taking the map with it. */
export class Apart extends Component<{ children: ReactNode }, { error: unknown }> {
  override state = { error: undefined as unknown };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === undefined) return this.props.children;
    return <ErrorState error={this.state.error} retry={() => window.location.reload()} />;
  }
}
