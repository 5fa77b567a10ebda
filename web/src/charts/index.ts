// SPDX-License-Identifier: Apache-2.0
// Charts, loaded where they are seen. They take data and never fetch.
import { lazy } from "react";

export type { BarSeries, BarsProps } from "./Bars";
export type { CurveLine, CurvePoint, CurveProps } from "./Curve";
export type { HeatCell, HeatHead, HeatProps } from "./Heat";
export type { DateMark } from "./options";
export type { SankeyLink, SankeyNode, SankeyProps } from "./Sankey";
export type { Hint } from "./Tip";

export const Bars = lazy(() => import("./Bars"));
export const Curve = lazy(() => import("./Curve"));
export const Heat = lazy(() => import("./Heat"));
export const Sankey = lazy(() => import("./Sankey"));
