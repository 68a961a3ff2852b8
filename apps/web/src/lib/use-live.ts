import { useEffect } from "react";
import { useOutdate } from "./api.ts";
import { followEvents } from "./event-stream.ts";
import { useSession } from "./session.tsx";

/** Keeps what is on screen up to date while somebody is signed in. */
export const useLive = (): void => {
  const { token } = useSession();
  const outdate = useOutdate();
  useEffect(() => {
    if (token === null) return;
    return followEvents(token, (paths) => void outdate(...paths));
  }, [token, outdate]);
};
