"""
Fits the curves of a folder that is there already to what `training/calibrate.py` asks for, and leaves its network alone:

    python3 models/refit.py --sources DIR --model models/full

Wants what `train.py` wants, and the service's own scorer (`npx cx-assist score`), which tells what the network says.
"""
import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
from training import calibrate, folder  # noqa: E402

# The scorer prints six places.
FINEST = 1e-6


def raw_by(model, graph):
    """What gives raw logits of texts by one graph of the folder: the scorer, on a copy whose figures go through no curve."""

    def raw(texts):
        with tempfile.TemporaryDirectory() as copy:
            (Path(copy) / "onnx").mkdir()
            for file in ("tokenizer.json", "tokenizer_config.json", graph):
                shutil.copy(model / file, Path(copy) / file)
            config = json.loads((model / "config.json").read_text(encoding="utf-8"))
            config["cx_assist"] = {"outputs": config["cx_assist"]["outputs"]}
            (Path(copy) / "config.json").write_text(json.dumps(config), encoding="utf-8")
            lines = "".join(f"{' '.join(text.split())}\n" for text in texts)
            command = ["npx", "cx-assist", "score", "--model", copy]
            told = subprocess.run(command, input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
        shares = np.clip([float(line.split("\t")[3]) for line in told[-len(texts) :]], FINEST, 1 - FINEST)
        return np.log(shares / (1 - shares))

    return raw


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    given = parser.parse_args()
    model = given.model
    points = calibrate.fit(given.sources, raw_by(model, folder.INT8), lambda text: print(text, file=sys.stderr))
    config = json.loads((model / "config.json").read_text(encoding="utf-8"))
    config["cx_assist"]["calibration"] = {"input": "frustration", "points": calibrate.utterance_points()}
    config["cx_assist"]["conversation"] = calibrate.figures(points)
    (model / "config.json").write_bytes(folder.as_json(config))
    golden = folder.golden_dialogues(raw_by(model, folder.FP32), points)
    (model / "golden-dialogues.json").write_bytes(golden)
    known = json.loads((model / "manifest.json").read_text(encoding="utf-8"))
    content = {each["path"]: (model / each["path"]).read_bytes() for each in known["files"]}
    (model / "manifest.json").write_bytes(folder.manifest(content, known["name"], known["variant"]))


if __name__ == "__main__":
    main()
