import { bgcolor, light, type Style, text } from "../theme.ts";

/** What is new since the reader's last mail, set apart from what they knew already. */
export const ChangeBox = ({ heading, lines }: { readonly heading: string; readonly lines: readonly string[] }) => (
  <table role="presentation" width="100%" border={0} cellPadding="0" cellSpacing="0" style={outer}>
    <tbody>
      <tr>
        <td className="box" style={box} {...bgcolor(light.box)}>
          <p className="text" style={title}>
            {heading}
          </p>
          <ul className="text" style={list}>
            {lines.map((line, index) => (
              <li key={index} style={item}>
                {line}
              </li>
            ))}
          </ul>
        </td>
      </tr>
    </tbody>
  </table>
);

const outer: Style = { marginTop: "16px" };
const title: Style = { ...text, fontWeight: 700 };
const box: Style = { backgroundColor: light.box, borderLeft: `4px solid ${light.link}`, padding: "12px 14px" };
const list: Style = { ...text, margin: "6px 0 0", padding: "0 0 0 20px" };
const item: Style = { margin: "0 0 2px" };
