import { type Style, sized } from "../theme.ts";

/** The line that an inbox shows beside the subject, hidden in the mail itself. */
export const Preheader = ({ children }: { readonly children: string }) => (
  <div style={hidden}>
    {children}
    {`\n${filler}`.repeat(Math.max(0, Math.ceil((inboxShows - children.length) / fillerWidth)))}
  </div>
);

/** Inboxes go on with the mail's first words when the line is short, so what follows it is wide and shows nothing. */
const fillerWidth = 30;
const filler = "\u200c\u00a0".repeat(fillerWidth);

/** As many characters as inboxes show; the filler is not free, for it takes thirteen bytes a character on its way. */
const inboxShows = 150;

const hidden: Style = {
  display: "none",
  overflow: "hidden",
  ...sized(1, 1),
  opacity: 0,
  maxHeight: 0,
  maxWidth: 0,
  msoHide: "all",
};
