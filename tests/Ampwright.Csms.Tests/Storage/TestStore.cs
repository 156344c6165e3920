using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;
using Ampwright.TestKit;

namespace Ampwright.Csms.Tests.Storage;

/// <summary>A real database in a folder of its own; the folder goes when the test ends.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ampwright-csms-").FullName;

    public TestStore()
    {
        Location = TestDatabases.New(Path);
        Open();
    }

    internal DatabaseLocation Location { get; }

    public ManualTimeProvider Time { get; } = new();

    public EventHub Events { get; } = new();

    /// <summary>The writer's next commits fail while this is set.</summary>
    public Exception? CommitFault { get; set; }

    public string Path => System.IO.Path.Combine(_folder, "csms.db");

    public Database Database { get; private set; } = null!;

    /// <summary>Closes the database and opens the same one again, as a restart does.</summary>
    public async Task ReopenAsync()
    {
        await Database.DisposeAsync();
        Open();
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        TestDatabases.GiveBack(Location);
        Directory.Delete(_folder, recursive: true);
    }

    private void Open() => Database = Database.Open(
        new DatabaseOptions
        {
            Location = Location,
            Readers = 2,
            BeforeCommit = () =>
            {
                if (CommitFault is { } fault) throw fault;
            },
        },
        Time, Events);
}
