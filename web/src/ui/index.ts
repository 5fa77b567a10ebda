// SPDX-License-Identifier: Apache-2.0
// Everything a screen is built from. Features take their parts from here and
// from Mantine itself; they never import one another.
export { AskingProvider, type Toasts, useConfirm, useToasts } from "./asking";
export { ChannelIcon } from "./ChannelIcon";
export { type Column, DataTable, type Value } from "./DataTable";
export { ExportMenu } from "./ExportMenu";
export { Figure } from "./Figure";
export { FilterBar } from "./FilterBar";
export { periodWords, useFilterWords } from "./filterWords";
export { Interval } from "./Interval";
export { Lines, Loaded } from "./Loaded";
export { Logo } from "./Logo";
export { Page, PageHeader } from "./Page";
export { Panel } from "./Panel";
export { PhaseStrip } from "./PhaseStrip";
export { QuietLink } from "./QuietLink";
export { SaveView } from "./SaveView";
export { ScreenTabs } from "./ScreenTabs";
export { Sparkline } from "./Sparkline";
export { EmptyState, ErrorState, State } from "./State";
export { Keys, ShortcutProvider, useShortcut } from "./shortcuts";
export { useChange } from "./useChange";
