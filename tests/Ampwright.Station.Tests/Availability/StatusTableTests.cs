using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Availability;

namespace Ampwright.Station.Tests.Availability;

public sealed class StatusTableTests
{
    private static readonly ChargePointStatus[] Columns =
    [
        ChargePointStatus.Available, ChargePointStatus.Preparing, ChargePointStatus.Charging, ChargePointStatus.SuspendedEV,
        ChargePointStatus.SuspendedEVSE, ChargePointStatus.Finishing, ChargePointStatus.Reserved, ChargePointStatus.Unavailable,
        ChargePointStatus.Faulted,
    ];

    /// <summary>OCPP 1.6 ed. 2 §4.9: for each row the columns that are filled in; B8 is ours.</summary>
    [Fact]
    public void It_is_the_standards_table_with_B8_added()
    {
        string[] rows = ["A2345789", "B1345689", "C145689", "D135689", "E134689", "F1289", "G1289", "H123459", "I12345678"];
        var expected = rows.SelectMany(row => row[1..].Select(column => (
            Event: $"{row[0]}{column}", From: Columns[row[0] - 'A'], To: Columns[column - '1'])));
        Assert.Equal(expected, StatusTable.Edges.Select(edge => (edge.Event, edge.From, edge.To)));
    }

    [Fact]
    public void Between_any_two_statuses_there_is_a_way_of_listed_changes_without_faults_that_are_not_there()
    {
        foreach (var from in Columns)
        {
            foreach (var to in Columns.Where(one => one != from))
            {
                var way = StatusTable.Way(from, to);
                Assert.Equal(to, way[^1]);
                Assert.All(way.SkipLast(1), step => Assert.False(step is ChargePointStatus.Faulted or ChargePointStatus.Unavailable or ChargePointStatus.Reserved));
                Assert.All(way.Prepend(from).Zip(way), step => Assert.NotNull(StatusTable.Find(step.First, step.Second)));
            }
        }
    }
}
