#!/usr/bin/env bash
# Copies the browser assets that npm brought, and their licences, to where the server serves them from.
set -euo pipefail
cd "$(dirname "$0")/.."
vendor=queue_server/static/vendor
mkdir -p "$vendor"
cp node_modules/socket.io-client/dist/socket.io.esm.min.js "$vendor/"
cp node_modules/socket.io-client/LICENSE "$vendor/LICENSE.socket.io-client"
for weight in 400 500 600 700 800; do
  cp "node_modules/@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-$weight-normal.woff2" "$vendor/"
done
for weight in 400 700; do cp "node_modules/@fontsource/b612/files/b612-latin-$weight-normal.woff2" "$vendor/"; done
for weight in 500 600 700 800; do # paper only; screens of the hall have Arabic on board
  cp "node_modules/@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-$weight-normal.woff2" "$vendor/"
done
cp node_modules/@fontsource/noto-sans-arabic/LICENSE "$vendor/LICENSE.noto-sans-arabic"
cp node_modules/@fontsource/atkinson-hyperlegible-next/LICENSE "$vendor/LICENSE.atkinson-hyperlegible-next"
cp node_modules/@fontsource/b612/LICENSE "$vendor/LICENSE.b612"
