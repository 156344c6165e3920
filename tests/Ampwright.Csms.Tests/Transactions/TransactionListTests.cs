using Ampwright.Csms.Tests.Storage;
using Ampwright.Csms.Transactions;
using Dapper;

namespace Ampwright.Csms.Tests.Transactions;

[Once]
public sealed class TransactionListTests
{
    /// <summary>SQLite tells by which index it finds the rows of "t", and where it has to sort; a page must cost neither all rows nor a sort of them.</summary>
    [Theory]
    [InlineData("CP1", null, null, "transactions_of_station")]
    [InlineData(null, "TAG", null, "transactions_of_tag")]
    [InlineData(null, null, true, "transactions_running")]
    public async Task A_page_is_found_by_an_index_however_many_transactions_there_are(string? station, string? idTag, bool? open, string index)
    {
        await using var store = new TestStore();
        foreach (var before in (long?[])[null, 1000])
        {
            var statement = TransactionList.Statement(new TransactionFilter { Station = station, IdTag = idTag, Open = open, Before = before });
            var plan = await store.Database.ReadAsync(connection => connection.Query<Row>($"EXPLAIN QUERY PLAN {statement}", new { Ids = (long[])[1], station, idTag, Before = before, Limit = 50 }).AsList());
            Assert.Contains(plan, row => row.Detail.Contains($" t USING INDEX {index}", StringComparison.Ordinal));
            Assert.DoesNotContain(plan, row => row.Parent == 0 && row.Detail.Contains("USE TEMP B-TREE FOR ORDER BY", StringComparison.Ordinal));
        }
    }

    private sealed class Row
    {
        public long Parent { get; init; }
        public string Detail { get; init; } = "";
    }
}
