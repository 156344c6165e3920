using Ampwright.Csms.Prices;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Tests.Storage;
using Ampwright.Csms.Transactions;
using Dapper;

namespace Ampwright.Csms.Tests.Prices;

/// <summary>The book itself, on a database whose commits fail.</summary>
public sealed class PriceBookTests
{
    private const int Transaction = 7;

    [Fact]
    public async Task Receipt_numbers_have_no_gaps_when_commits_fail_units_fail_and_the_database_is_opened_anew()
    {
        await using var store = new TestStore();
        await PrepareAsync(store);
        var random = new Random(3);
        var booked = 0;
        for (var round = 0; round < 40; round++)
        {
            var how = random.Next(4);
            store.CommitFault = how == 0 ? new IOException("no power") : null;
            var units = Enumerable.Range(0, 5).Select(number => store.Database.WriteAsync(unit =>
            {
                Add(unit, 100);
                if (how == 1 && number % 2 == 0) throw new InvalidOperationException("after the number was taken");
            })).ToList();
            foreach (var unit in units) booked += await DidAsync(unit) ? 1 : 0;
            if (how == 2)
            {
                store.CommitFault = null;
                await store.ReopenAsync();
            }
        }
        store.CommitFault = null;

        var entries = await store.Database.ReadAsync(connection => PriceBook.OfTransaction(connection, Transaction));
        Assert.True(booked is > 50 and < 190, $"{booked}");
        Assert.Equal(Enumerable.Range(1, booked).Select(number => (long)number), entries.Select(entry => entry.ReceiptNumber));
    }

    [Fact]
    public async Task A_second_charge_of_a_session_finds_no_place_and_takes_no_number()
    {
        await using var store = new TestStore();
        await PrepareAsync(store);
        await store.Database.WriteAsync(unit => Add(unit, 100, PriceEntryKind.Charge));
        await Assert.ThrowsAnyAsync<Exception>(() => store.Database.WriteAsync(unit => Add(unit, 100, PriceEntryKind.Charge)));
        await store.Database.WriteAsync(unit => Add(unit, -100));
        var entries = await store.Database.ReadAsync(connection => PriceBook.OfTransaction(connection, Transaction));
        Assert.Equal([(1L, 100L), (2L, -100L)], entries.Select(entry => (entry.ReceiptNumber, entry.Gross)));
    }

    private static void Add(WriteUnit unit, long units, PriceEntryKind kind = PriceEntryKind.Correction) => PriceBook.Add(
        unit, TransactionList.Find(unit.Connection, Transaction)!, new TransactionTariff { TransactionId = Transaction, TariffId = 1, Number = 1, SiteId = 1 },
        new PriceEntry { Kind = kind, Currency = "EUR", Net = units, Gross = units, MadeBy = PriceBook.Rule }, [new PriceStep(PriceStepKind.Decision, null, 1, units / 100m, units / 100m)]);

    private static async Task<bool> DidAsync(Task unit)
    {
        try
        {
            await unit;
            return true;
        }
        catch (Exception failure) when (failure is StorageException or InvalidOperationException)
        {
            return false;
        }
    }

    private static Task PrepareAsync(TestStore store) => store.Database.WriteAsync(unit =>
    {
        unit.Connection.Execute("""
            INSERT INTO stations (identity, identity_key, boot_policy, heartbeat_seconds, retry_seconds, without_password, accepts_hex_password, no_pong, assumes_subprotocol, registered_at)
            VALUES ('CP1', 'CP1', 'Accepted', 60, 60, @no, @no, @no, @no, @Now)
            """, new { no = false, unit.Now });
        unit.Connection.Execute("""
            INSERT INTO transactions (transaction_id, sequence, station_id, connector_id, id_tag, id_tag_key, meter_start, started_at, received_at, verdict)
            SELECT @Transaction, 1, station_id, 1, 'T1', 'T1', 0, @Now, @Now, 'Accepted' FROM stations
            """, new { Transaction, unit.Now });
    });
}
