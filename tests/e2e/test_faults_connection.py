import unittest, time

from tests.droplet.cut_proxy import CLIENT, SERVER, CutProxy
from tests.droplet.droplet import Droplet
from tests.droplet.engine_proxy import CUT, EngineProxy
from tests.e2e.dropsweep import Inventory, step, sweep
from tests.e2e.leftovers import SWEEP, Leftovers, Truth


class Connection(unittest.TestCase, Truth):
    @classmethod
    def setUpClass(cls):
        cls.droplet = Droplet().start()
        cls.addClassCleanup(cls.droplet.close)
        cls.leftovers = Leftovers(cls.droplet)

    def test_requests(self):
        for k in range(1, 54):
          for when in ("before","after"):
            before = self.leftovers.put_back()
            with CutProxy(self.droplet.address, 22) as way, EngineProxy(self.droplet) as engine:
                def at(request):
                    if request.number == k:
                        way.cut()
                        return CUT
                setattr(engine, when, at)
                run = sweep(self.droplet, docker_socket=engine.path, **way.inputs(self.droplet), **SWEEP)
            after=Inventory(self.droplet)
            f=run.host["failure"] or {}
            print(k, when, engine.diary[k-1].method if len(engine.diary)>=k else None, "code", run.code, run.outputs["result"], round(run.seconds,2), f.get("code"), f.get("step"), f.get("seen","")[:150], [one["fate"] for one in run.host["outcomes"]], run.host["discrepancies"], flush=True)
            try: self.tells_the_truth(run, before, after)
            except AssertionError as e: print("   LIE", str(e)[:300])


if __name__ == "__main__":
    unittest.main()
