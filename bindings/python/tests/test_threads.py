"""Threads, the pool of handles, freeing, and the end of the interpreter."""

import gc
import os
import threading
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

from support import TEXT, detector, namewire, python


class Sharing(unittest.TestCase):
    def test_one_detector_many_threads(self):
        d = detector()
        texts = [TEXT, "Acme. " * 50, "😀 Jane Roe", ""]
        want = [d.detect(t).mentions for t in texts]

        def work(seed):
            for i in range(200):
                number = (seed + i) % len(texts)
                if d.detect(texts[number]).mentions != want[number]:
                    return False
            return [a.mentions for a in d.detect_batch(texts, threads=2)] == want

        with ThreadPoolExecutor(8) as pool:
            self.assertTrue(all(pool.map(work, range(16))))

    def test_one_analysis_many_threads(self):
        d = detector()
        want = d.detect(TEXT)
        for _ in range(20):
            analysis = d.detect(TEXT)
            with ThreadPoolExecutor(8) as pool:
                views = list(pool.map(lambda i: (analysis.mentions, analysis.json("x", i % 2 == 0)), range(16)))
            for number, (mentions, json) in enumerate(views):
                self.assertEqual(mentions, want.mentions)
                self.assertEqual(json, want.json("x", number % 2 == 0))

    def test_closing_while_others_read(self):
        long = TEXT * 2000
        for _ in range(5):
            d = detector()
            with ThreadPoolExecutor(2) as pool:
                running = [pool.submit(d.detect, long) for _ in range(2)]
                time.sleep(0.001)
                d.close()
                del d
                for future in running:
                    try:
                        self.assertGreater(len(future.result().mentions), 2000)
                    except ValueError:  # it had not begun
                        pass

    def test_live_replacement(self):
        live = namewire.LiveDetector(detector())
        stop = threading.Event()
        bad = []

        def read():
            while not stop.is_set():
                if len(live.get().detect("Jane Roe").mentions) != 1:
                    bad.append(1)

        threads = [threading.Thread(target=read) for _ in range(4)]
        for thread in threads:
            thread.start()
        for _ in range(100):
            new = detector()
            old = live.get()
            self.assertIs(live.replace(new), old)
            self.assertIs(live.get(), new)
        stop.set()
        for thread in threads:
            thread.join()
        self.assertEqual(bad, [])

    def test_other_threads_run_meanwhile_and_may_cancel(self):
        flag = namewire.CancelFlag()
        timer = threading.Timer(0.01, flag.set)
        text = TEXT * 1000
        timer.start()
        with self.assertRaises(namewire.Cancelled):
            for _ in range(100_000):
                detector().detect_batch([text] * 20, cancel=flag)
        timer.join()


class Pooling(unittest.TestCase):
    def test_a_warm_detector_makes_no_handles(self):
        d = detector()
        d.detect(TEXT)
        self.assertEqual(len(d._pool.free), 1)
        pointer = d._pool.free[0].pointer
        for _ in range(100):
            self.assertEqual(d.detect(TEXT)._slot.pointer, pointer)
            d.detect(TEXT).mentions
        self.assertEqual(len(d._pool.free), 1)

    def test_analyses_that_are_kept_keep_their_handles(self):
        d = detector()
        kept = [d.detect(TEXT) for _ in range(10)]
        self.assertEqual(len({a._slot.pointer for a in kept}), 10)
        self.assertEqual(d._pool.free, [])
        want = d.detect("Jane Roe").mentions
        self.assertTrue(all(a.mentions == kept[0].mentions != want for a in kept))
        del kept
        gc.collect()
        self.assertEqual(len(d._pool.free), 11)
        self.assertEqual(len({s.pointer for s in d._pool.free}), 11)

    def test_failures_give_the_handle_back(self):
        d = detector(max_text=5)
        for _ in range(5):
            with self.assertRaises(namewire.TextTooLongError):
                d.detect("too long a text")
            with self.assertRaises(namewire.TextTooLongError):
                d.detect_batch(["too long a text", "ok"])
        gc.collect()
        self.assertEqual(len({s.pointer for s in d._pool.free}), len(d._pool.free))
        self.assertLessEqual(len(d._pool.free), 2)

    def test_the_pool_does_not_grow_without_end(self):
        from namewire import _pool

        d = detector()
        d.detect_batch(["Acme"] * (_pool.MOST + 50))
        gc.collect()
        self.assertEqual(len(d._pool.free), _pool.MOST)
        e = detector()
        e.detect(" " * (_pool.LONGEST + 1))
        self.assertEqual(e._pool.free, [])
        e.detect_batch([" " * (_pool.LONG + 1)] * 2 * _pool.FEW)
        gc.collect()
        self.assertEqual(len(e._pool.free), _pool.FEW)

    def test_every_handle_is_freed_once(self):
        from namewire import _handle

        freed = []
        handle = _handle.Handle(7, freed.append)
        again = handle
        del handle
        self.assertEqual(freed, [])
        del again
        gc.collect()
        self.assertEqual(freed, [7])


class Exit(unittest.TestCase):
    def test_in_any_order_and_at_exit(self):
        code = """
import gc, namewire as n
g = n.Gazetteer.from_list(["Acme Widgets"], label="ORG")
d = n.Detector([g]); a = d.detect("Acme Widgets"); live = n.LiveDetector(d); c = n.CancelFlag()
b = n.GazetteerBuilder(); b.add_names(["Acme"], label="ORG")
class Knot: pass
k = Knot(); k.me = k; k.all = [n.Detector([g]), n.Detector().detect("Iran"), n.Gazetteer.builtin()]
import threading
def forever():
    while True: d.detect("Acme Widgets " * 1000)
threading.Thread(target=forever, daemon=True).start()
order = [n.Detector([g]) for _ in range(3)]; order += [x.detect("Acme Widgets") for x in order]
order.pop(0); del g; gc.collect(); print(a.mentions[0].text)
"""
        for _ in range(3):
            code_, out, err = python(code)
            self.assertEqual((code_, out, err), (0, "Acme Widgets\n", ""))

    @unittest.skipUnless(hasattr(os, "fork"), "this system has no fork")
    def test_after_fork(self):
        code = """
import os, namewire as n
d = n.Detector(); d.detect("Iran")
child = os.fork()
fine = len(d.detect_batch(["Iran", "Iran"], threads=2)) == 2
if not child: os._exit(0 if fine else 7)
print(fine, os.waitpid(child, 0)[1])
"""
        self.assertEqual(python(code), (0, "True 0\n", ""))


if __name__ == "__main__":
    unittest.main()
