import type { Configuration } from "../../source-kind.ts";

export const splunkConnect: readonly Configuration[] = [
  {
    where: "On the search head, with the app of integrations/splunk/tocsin; the key goes into tocsin/local/key",
    text: `cd /opt/splunk/etc/apps
mkdir -p tocsin/bin tocsin/default tocsin/local
(umask 077; cat > tocsin/local/key)   # paste the key, Enter, Ctrl-D`,
  },
  {
    where: "In tocsin/default/alert_actions.conf",
    text: `[tocsin]
is_custom = 1
label = Tocsin
description = Tells Tocsin of every result
payload_format = json
python.version = python3
param.url = http://127.0.0.1:3000/api/v1/ingest`,
  },
];
