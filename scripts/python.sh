#!/usr/bin/env bash
# Makes the virtual environment $1 with the packages of the requirements file $2; does nothing where
# it stands already with the same requirements.
set -euo pipefail

folder=$1
requirements=$2
stamp=$folder/requirements.txt
if [ -x "$folder/bin/python" ] && cmp -s "$requirements" "$stamp"; then exit 0; fi

if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
  "$(dirname "$0")/setup.sh" python3 python3-venv
fi
echo "python: making $folder"
rm -rf "$folder"
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check --requirement "$requirements"
cp "$requirements" "$stamp"
