import type { ReactNode } from "react";
import { Time } from "../../components/time.tsx";
import { useSay } from "../../languages/index.ts";
import { useTimes } from "../../lib/use-times.ts";
import { silenceSentences } from "./sentences.ts";
import type { Silence } from "./silence.ts";

/** From when until when; or until when it was ended by hand. */
export const SilenceTime = ({ silence }: { readonly silence: Silence }): ReactNode => {
  const say = useSay(silenceSentences);
  const times = useTimes();
  const { startsAt, endsAt, endedAt } = silence;
  return (
    <span>
      {say.rich(endedAt === null ? "time.range" : "time.ended", {
        from: <Time at={startsAt} times={times} />,
        to: <Time at={endedAt ?? endsAt} times={times} />,
      })}
    </span>
  );
};
