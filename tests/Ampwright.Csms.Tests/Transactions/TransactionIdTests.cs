using Ampwright.Csms.Transactions;
using FsCheck;
using FsCheck.Fluent;

namespace Ampwright.Csms.Tests.Transactions;

public sealed class TransactionIdTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(number => (byte)(number * 7 + 3))];

    [Fact]
    public void Ids_are_positive_and_unique_and_do_not_tell_the_next_one()
    {
        var permutation = new IdPermutation(Key);
        var ids = Enumerable.Range(1, Ampwright.TestKit.Scale.Of(inTest: 20_000, whole: 1_000_000)).Select(permutation.Encode).ToList();

        Assert.All(ids, id => Assert.InRange(id, 1, int.MaxValue));
        Assert.Equal(ids.Count, ids.Distinct().Count());
        // Neighbours: no distance occurs twice where guessing would need it, and both directions and all sizes occur.
        var steps = ids.Zip(ids.Skip(1), (one, next) => (long)next - one).ToList();
        Assert.True(steps.Distinct().Count() > steps.Count * 0.999);
        Assert.InRange(steps.Count(step => step > 0), steps.Count * 0.47, steps.Count * 0.53);
        Assert.InRange(ids.Average(), int.MaxValue * 0.48, int.MaxValue * 0.52);
    }

    [Fact]
    public void The_ends_of_the_range_are_mapped_into_it()
    {
        var permutation = new IdPermutation(Key);
        Assert.InRange(permutation.Encode(int.MaxValue), 1, int.MaxValue);
        Assert.Throws<ArgumentOutOfRangeException>(() => permutation.Encode(0));
    }

    [Fact]
    public void Another_key_gives_other_ids()
    {
        var other = new IdPermutation([.. Key.Reverse()]);
        var same = Enumerable.Range(1, 1000).Count(number => new IdPermutation(Key).Encode(number) == other.Encode(number));
        Assert.Equal(0, same);
    }

    [Fact]
    public void Two_numbers_never_share_an_id()
    {
        var permutation = new IdPermutation(Key);
        var number = Gen.Choose(1, int.MaxValue);
        Prop.ForAll(number.Zip(number).ToArbitrary(), pair =>
            pair.Item1 == pair.Item2 || permutation.Encode(pair.Item1) != permutation.Encode(pair.Item2)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task Ids_go_on_after_a_restart_with_the_same_key()
    {
        await using var world = await TransactionWorld.CreateAsync();
        var ids = new HashSet<int>();
        for (var number = 0; number < 20; number++)
        {
            if (number % 5 == 4) await world.Store.ReopenAsync();
            Assert.True(ids.Add((await world.StartAsync(TransactionWorld.Start(minute: number))).TransactionId));
        }
        Assert.Equal(20, (await world.Transactions.ListAsync(new TransactionFilter())).Max(transaction => transaction.Sequence));
    }
}
