import type { DeliveryState } from "@tocsin/core/deliveries";
import type { ReactNode } from "react";
import { useSay } from "../../languages/index.ts";
import { deliverySentences } from "./sentences.ts";
import styles from "./state-label.module.css";

/** How the end of a delivery is to be taken; what is still on its way is neither. */
const tones: Readonly<Record<DeliveryState, "good" | "bad" | "open">> = {
  waiting: "open",
  sending: "open",
  sent: "good",
  captured: "open",
  failed: "bad",
  inDoubt: "bad",
  held: "open",
  cancelled: "open",
};

/** The state of a delivery in words. "Sent" says no more than that the mail server took it. */
export const StateLabel = ({ state }: { readonly state: DeliveryState }): ReactNode => {
  const say = useSay(deliverySentences);
  return (
    <span className={styles["state"]} data-tone={tones[state]}>
      {say(`short.${state}`)}
    </span>
  );
};
