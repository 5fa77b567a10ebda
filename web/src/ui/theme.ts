// SPDX-License-Identifier: Apache-2.0
import {
  ActionIcon,
  Badge,
  Button,
  type CSSVariablesResolver,
  createTheme,
  Input,
  type MantineColorsTuple,
  Menu,
  Modal,
  Popover,
  rem,
  Tooltip,
} from "@mantine/core";

// The same blue as on drawn maps.
const accent: MantineColorsTuple = [
  "#eef2fb",
  "#dde5f7",
  "#bccbef",
  "#98aee6",
  "#7f9ae0",
  "#6384d6",
  "#4569c4",
  "#3557ad",
  "#2b4c9b",
  "#1f3a7c",
];
const gray: MantineColorsTuple = [
  "#f7f8fa",
  "#f0f2f5",
  "#e4e7ec",
  "#d5dae2",
  "#b9c1cc",
  "#8a94a3",
  "#5b6675",
  "#434d5b",
  "#2e3744",
  "#1b2430",
];
const dark: MantineColorsTuple = [
  "#e3e7ed",
  "#c3cad4",
  "#9aa4b2",
  "#66707f",
  "#343c48",
  "#262d37",
  "#1e242d",
  "#171b22",
  "#101318",
  "#0b0d11",
];

/** The look of everything: quiet greys, one accent, a grid of 4 px, borders instead of shadows. */
export const theme = createTheme({
  primaryColor: "accent",
  primaryShade: { light: 8, dark: 6 },
  colors: { accent, gray, dark },
  white: "#ffffff",
  black: "#1b2430",
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, monospace",
  fontSizes: { xs: rem(12), sm: rem(13), md: rem(14), lg: rem(16), xl: rem(20) },
  lineHeights: { xs: "1.4", sm: "1.45", md: "1.5", lg: "1.5", xl: "1.3" },
  spacing: { xs: rem(4), sm: rem(8), md: rem(16), lg: rem(24), xl: rem(40) },
  radius: { xs: rem(3), sm: rem(4), md: rem(6), lg: rem(8), xl: rem(12) },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  autoContrast: true,
  focusRing: "auto",
  shadows: {
    xs: "0 1px 2px rgb(16 24 40 / 6%)",
    sm: "0 2px 6px rgb(16 24 40 / 8%)",
    md: "0 6px 20px rgb(16 24 40 / 12%)",
    lg: "0 12px 32px rgb(16 24 40 / 16%)",
    xl: "0 20px 48px rgb(16 24 40 / 20%)",
  },
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: rem(20), lineHeight: "1.3" },
      h2: { fontSize: rem(16), lineHeight: "1.4" },
      h3: { fontSize: rem(14), lineHeight: "1.45" },
      h4: { fontSize: rem(13), lineHeight: "1.45" },
    },
  },
  components: {
    Badge: Badge.extend({ defaultProps: { tt: "none", radius: "sm", fw: 500 } }),
    Button: Button.extend({ defaultProps: { size: "sm" } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: "subtle", color: "gray", size: "md" } }),
    Input: Input.extend({ defaultProps: { size: "sm" } }),
    Tooltip: Tooltip.extend({
      defaultProps: {
        openDelay: 250,
        events: { hover: true, focus: true, touch: true },
        multiline: true,
        maw: 320,
      },
    }),
    Menu: Menu.extend({
      defaultProps: { shadow: "md", position: "bottom-start", transitionProps: { duration: 100 } },
    }),
    Popover: Popover.extend({ defaultProps: { shadow: "md", transitionProps: { duration: 100 } } }),
    Modal: Modal.extend({
      defaultProps: {
        centered: true,
        padding: "lg",
        transitionProps: { duration: 120 },
        overlayProps: { backgroundOpacity: 0.4 },
      },
    }),
  },
});

/** Mantine's own variables, taken from ours, so that there is one set of colours. */
export const resolver: CSSVariablesResolver = () => {
  const shared = {
    "--mantine-color-body": "var(--w-panel)",
    "--mantine-color-text": "var(--w-ink)",
    "--mantine-color-dimmed": "var(--w-muted)",
    "--mantine-color-placeholder": "var(--w-muted)",
    "--mantine-color-default-border": "var(--w-line-strong)",
    "--mantine-color-default": "var(--w-panel)",
    "--mantine-color-default-hover": "var(--w-hover)",
    "--mantine-color-error": "var(--w-bad)",
    "--mantine-color-anchor": "var(--w-accent)",
  };
  return { variables: {}, light: shared, dark: shared };
};
