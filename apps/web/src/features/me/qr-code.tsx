import encodeQR from "qr";
import type { ReactNode } from "react";
import styles from "./qr-code.module.css";

/** A text as a QR code, drawn here: what it holds leaves the page for nobody. Black on white also by night, as scanners want it. */
export const QrCode = ({ text, label }: { readonly text: string; readonly label: string }): ReactNode => {
  const rows = encodeQR(text, "raw", { border: 2 });
  const path = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${rows.length} ${rows.length}`} className={styles["code"]}>
      <path d={path} shapeRendering="crispEdges" />
    </svg>
  );
};
