import { type CSSVariablesResolver, createTheme } from "@mantine/core";

/** What explains a field is as easy to read as what names it. */
const hints = { description: { fontSize: "0.8125rem", lineHeight: 1.45 } };

/** Quiet and dense enough for a security console: small radius, one blue, the fonts of the system. */
export const theme = createTheme({
  primaryColor: "tocsin",
  primaryShade: { light: 7, dark: 6 },
  colors: {
    tocsin: [
      "#eef5fc",
      "#d9e8f7",
      "#b3d2ef",
      "#8bbbe7",
      "#77b1e6",
      "#4a93d6",
      "#1f6fbe",
      "#0f5ba7",
      "#0c4a89",
      "#08386a",
    ],
    // Filled buttons take the shade 7 in the light and 6 in the dark: white on both is above 5 : 1.
    danger: [
      "#fdf1f0",
      "#fbd5d2",
      "#ffb4ab",
      "#ff8a80",
      "#ee6a5f",
      "#d94a40",
      "#c0362c",
      "#b42318",
      "#8f1d14",
      "#6e0b14",
    ],
    dark: [
      "#d3d7db",
      "#b8bec4",
      "#8b939b",
      "#6f777f",
      "#4a5058",
      "#373c42",
      "#2a2e33",
      "#1f2226",
      "#1a1c1f",
      "#141517",
    ],
  },
  defaultRadius: 4,
  fontFamily:
    '"Segoe UI Variable Text", "Segoe UI", system-ui, -apple-system, Roboto, "Helvetica Neue", Arial, sans-serif',
  headings: {
    fontWeight: "650",
    sizes: {
      h1: { fontSize: "1.75rem", lineHeight: "1.25" },
      h2: { fontSize: "1.25rem", lineHeight: "1.3" },
      h3: { fontSize: "1rem", lineHeight: "1.4" },
    },
  },
  respectReducedMotion: true,
  components: {
    // What is optional says so in words, so that required fields need no mark.
    InputWrapper: { defaultProps: { withAsterisk: false }, styles: hints },
    Checkbox: { styles: hints },
    Radio: { styles: hints },
    Switch: { styles: hints },
    // What takes the first focus in its place is no part of a menu; the first item is.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    // Its labels would fade from one scheme into the other, and be hard to read on the way.
    SegmentedControl: { defaultProps: { transitionDuration: 0 } },
  },
});

/** Mantine's own red and grey miss WCAG's 4.5 : 1 on some of our backgrounds. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-error": "#b42318",
    "--mantine-color-dimmed": "#545c64",
    "--tocsin-color-page": "#f5f6f8",
    "--tocsin-color-card": "#ffffff",
    "--tocsin-color-line": "#dfe2e6",
    "--tocsin-color-field": "#868e96",
    "--tocsin-color-code": "#f1f3f5",
    "--tocsin-color-fault": "#fdf1f0",
    "--tocsin-color-hover": "#eceef1",
    "--tocsin-color-chosen": "#dfeaf6",
    "--tocsin-color-chosen-text": "#0c4a89",
  },
  dark: {
    "--mantine-color-error": "#ff8a80",
    "--mantine-color-dimmed": "#a8b0b8",
    "--tocsin-color-page": "#16181b",
    "--tocsin-color-card": "#1f2226",
    "--tocsin-color-line": "#373c42",
    "--tocsin-color-field": "#767e86",
    "--tocsin-color-code": "#15171a",
    "--tocsin-color-fault": "#33201f",
    "--tocsin-color-hover": "#25292d",
    "--tocsin-color-chosen": "#17324d",
    "--tocsin-color-chosen-text": "#b3d2ef",
  },
});
