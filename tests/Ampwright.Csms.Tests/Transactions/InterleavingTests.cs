using Ampwright.Csms.Transactions;
using Ampwright.Ocpp.Messages;
using Ampwright.TestKit;
using static Ampwright.Csms.Tests.Transactions.TransactionWorld;

namespace Ampwright.Csms.Tests.Transactions;

public sealed class InterleavingTests
{
    /// <summary>
    /// A station that loses answers, retries under old and new ids, reconnects and restarts its counter: whatever the order, one
    /// transaction stands for one session, equal requests get equal answers, and the energy is the station's.
    /// </summary>
    [Fact]
    public async Task However_messages_are_repeated_one_session_is_one_transaction_with_its_energy()
    {
        // bench/torture: ten parts of a thousand.
        var seeds = Scale.Of(inTest: 12, whole: 1000);
        for (var seed = 1; seed <= seeds; seed++) await RunAsync(((Scale.Part - 1) * seeds) + seed);
    }

    private static async Task RunAsync(int seed)
    {
        await using var world = await CreateAsync();
        var random = new Random(seed);
        var sessions = random.Next(1, 4);
        var expected = 0L;
        for (var session = 0; session < sessions; session++)
        {
            var from = session * 60;
            var start = Start(meterStart: session * 5000, minute: from);
            var id = (await SendOftenAsync(start)).Split("\"transactionId\":")[1].TrimEnd('}').Split(',')[0];
            var transactionId = int.Parse(id);
            var energy = random.Next(0, 5000);
            for (var sample = 1; sample < random.Next(1, 5); sample++)
                await SendOftenAsync(Values(transactionId, session * 5000 + energy * sample / 5, from + sample * 5));
            await SendOftenAsync(Stop(transactionId, session * 5000 + energy, from + 40));
            expected += energy;
        }

        var stored = await world.Transactions.ListAsync(new TransactionFilter());
        Assert.Equal(sessions, stored.Count);
        Assert.Equal(expected, stored.Sum(transaction => transaction.EnergyWh));
        Assert.All(stored, transaction => Assert.False(transaction.Open));
        Assert.All(stored, transaction => Assert.Null(transaction.Flags));

        async Task<string> SendOftenAsync(IRequest request)
        {
            var messageId = $"{random.Next(3)}";
            string? answer = null;
            for (var attempt = 0; attempt < random.Next(1, 5); attempt++)
            {
                if (random.Next(2) == 0) messageId = $"{random.Next(1000)}";
                if (random.Next(10) == 0) await world.Store.ReopenAsync();
                var given = await world.SendAsync(request, messageId);
                Assert.Equal(answer ?? given, given);
                answer = given;
            }
            return answer ?? await world.SendAsync(request, messageId);
        }
    }
}
