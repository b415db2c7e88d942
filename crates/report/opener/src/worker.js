// What takes time runs here, so that the page stays alive meanwhile.
import { open, round, seal } from "./age.js";

onmessage = ({ data }) => {
  if (data.seal) {
    postMessage({ sealed: seal(data.seal) });
    return;
  }
  if (!data.file) {
    postMessage({ round: round(() => performance.now()) });
    return;
  }
  try {
    let told = 0;
    const plain = open(data.file, data.words, (share) => {
      const percent = Math.floor(share * 100);
      if (percent > told) postMessage({ percent: (told = percent) });
    });
    postMessage({ plain }, [plain.buffer]);
  } catch (error) {
    postMessage({ closed: error.why ?? "failed" });
  }
};
