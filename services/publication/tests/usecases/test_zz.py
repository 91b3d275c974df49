import asyncio, random, time
from publication.store import dokumen as store
from publication.domain.dokumen import Jenis
from election_common.database import transaction

async def test_cancel(send_forms, make_form, publisher, public_dir, worker):
    await send_forms(make_form("1903012001001"))
    for i in range(150):
        async with transaction(worker, scope=None) as tx:
            await store.mark(tx, "uji-2024", Jenis.HASIL, ["190301"], f"x{i}")
            await store.set_missing(tx, "uji-2024", "hasil", "19")
        t = asyncio.create_task(publisher.run())
        await asyncio.sleep(random.random() * 0.12)
        t.cancel()
        t0 = time.time()
        done, pending = await asyncio.wait([t], timeout=8)
        if pending:
            t.print_stack(limit=60)
            import sys
            print("PENDING", i, t.get_coro())
            c = t.get_coro()
            while c is not None:
                print("  ", c, getattr(c, "cr_frame", None) or getattr(c, "gi_frame", None))
                c = getattr(c, "cr_await", None) or getattr(c, "gi_yieldfrom", None)
            raise SystemExit
        dt = time.time() - t0
        if dt > 0.5: print("slow", i, dt)
