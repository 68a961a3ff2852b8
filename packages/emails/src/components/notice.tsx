import { bgcolor, light, type Style, words } from "../theme.ts";

/** One sentence above everything else, framed so that it cannot be taken for a part of the mail. */
export const Notice = ({ sentence }: { readonly sentence: string }) => (
  <table role="presentation" width="100%" border={0} cellPadding="0" cellSpacing="0" style={outer}>
    <tbody>
      <tr>
        <td className="box text" style={frame} {...bgcolor(light.box)}>
          {sentence}
        </td>
      </tr>
    </tbody>
  </table>
);

const outer: Style = { marginBottom: "16px" };
const frame: Style = {
  ...words,
  backgroundColor: light.box,
  border: `2px dashed ${light.link}`,
  padding: "10px 14px",
  fontWeight: 700,
};
