using Ampwright.EndToEnd.Load;
using Ampwright.TestKit;
using Ampwright.TestKit.Wire;

namespace Ampwright.EndToEnd.Network;

/// <summary>Stations charge over lines that are late, slow and sliced, or break in the middle of a frame, again and again.</summary>
public sealed class BadLineUnderLoadTests
{
    public static TheoryData<string, Toxic> Lines { get; } =
    [
        .. from database in (string[])["SQLite", "PostgreSQL"] from toxic in Enum.GetValues<Toxic>()
           // In ./test the toxics take turns with the databases; bench/torture brings each to both.
           where Scale.IsWhole || ((int)toxic % 2 == 0) == (database == "SQLite")
           select new TheoryDataRow<string, Toxic>(database, toxic),
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Nothing_answered_is_lost_and_nothing_is_doubled_over_a_bad_line(string database, Toxic toxic)
    {
        await using var world = await LoadWorld.StartAsync(new LoadSetting { OnPostgres = database == "PostgreSQL", Toxic = toxic });
        await world.AnswersAsync(Scale.Of(inTest: 150, whole: 5000), "over the bad line");
        await world.CheckAsync();
        if (toxic is Toxic.Reset or Toxic.Truncated or Toxic.Repeated or Toxic.HalfClosed) Assert.True(world.Line!.Breaks > 2, $"The line broke {world.Line.Breaks} times only.");
        await world.EndAsync();
    }
}
