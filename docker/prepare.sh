#!/bin/sh
# Makes the secrets that compose.yaml mounts, once: a key of its own, and an empty place for the mail server's address.
set -eu
folder="$(dirname "$0")/secrets"
umask 022
mkdir -p "$folder"
# Whoever else uses this host cannot enter the folder; the container's user reads the files that are mounted from it.
chmod 700 "$folder"
[ -s "$folder/secret-key" ] || head -c 32 /dev/urandom | base64 > "$folder/secret-key"
[ -e "$folder/smtp-url" ] || : > "$folder/smtp-url"
echo "Secrets are in $folder. Keep a copy of secret-key; write the mail server's address into smtp-url."
