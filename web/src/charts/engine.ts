// SPDX-License-Identifier: Apache-2.0
// The one place where ECharts comes in, with the parts that are used and no others.
import { BarChart, CustomChart, LineChart } from "echarts/charts";
import { GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { type EChartsCoreOption, type EChartsType, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([
  BarChart,
  LineChart,
  CustomChart,
  GridComponent,
  TooltipComponent,
  MarkLineComponent,
  MarkAreaComponent,
  SVGRenderer,
]);

export type Option = EChartsCoreOption;
export type Engine = EChartsType;
export const open = (element: HTMLElement): Engine => init(element, null, { renderer: "svg" });
