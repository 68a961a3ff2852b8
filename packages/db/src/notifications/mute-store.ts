import type { MuteStore } from "@tocsin/core/notifications";
import { demandManaged } from "../incidents/demand-managed.ts";
import { found } from "../not-found.ts";
import type { StoreParts } from "../store-parts.ts";
import { deleteMute } from "./mute-rows.ts";

export const openMuteStore = ({ db, writer }: StoreParts): MuteStore => ({
  end: (scope, id, address) =>
    writer.write(() => {
      demandManaged(db, scope, id);
      found(deleteMute(db, id, address) || undefined, "mute");
    }),
});
