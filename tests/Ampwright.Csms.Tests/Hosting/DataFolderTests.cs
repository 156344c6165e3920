using Ampwright.Csms.Events;
using Ampwright.Csms.Hosting;
using Ampwright.Csms.Storage;
using Ampwright.TestKit;

namespace Ampwright.Csms.Tests.Hosting;

[Storage.Once]
public sealed class DataFolderTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task In_a_folder_that_is_open_to_others_the_files_are_not(bool hadFiles)
    {
        if (OperatingSystem.IsWindows()) return;
        var path = Directory.CreateTempSubdirectory("ampwright-folder-").FullName;
        const UnixFileMode open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        File.SetUnixFileMode(path, open | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        if (hadFiles)
        {
            await File.WriteAllTextAsync(Path.Combine(path, "csms.db"), "");
            File.SetUnixFileMode(Path.Combine(path, "csms.db"), open);
        }

        using (var folder = DataFolder.Open(path))
        {
            await using var database = Database.Open(new DatabaseOptions { Location = new SqliteFile(folder.DatabaseFile) }, new ManualTimeProvider(), new EventHub());
            await database.WriteAsync(unit => unit.Raise(new IdTagChanged("T")));

            var files = Directory.GetFiles(path);
            Assert.Contains(Path.Combine(path, "csms.db-wal"), files);
            foreach (var file in files) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
        Directory.Delete(path, recursive: true);
    }
}
