using System.CommandLine;
using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Declaration;

namespace Ampwright.Lab.Hosting;

/// <summary>The verb <c>cases</c>: lists the catalogue, or what a declaration selects of it.</summary>
internal static class CasesCommand
{
    public static Command Make()
    {
        var pics = new Option<string?>("--pics") { Description = "a declaration: only the cases that it selects" };
        var revision = RunOptions.Revision();
        var command = new Command("cases", "Lists the certification cases.") { pics, revision };
        command.SetAction(parsed => Verb.Guarded(() => List(parsed.GetValue(pics), RevisionText.Read(parsed.GetValue(revision)!))));
        return command;
    }

    private static int List(string? declaration, Revision revision)
    {
        var rows = CaseCatalogue.All.Where(row => row.IsIn(revision));
        if (declaration is not null)
        {
            var pics = PicsReader.Read(declaration);
            rows = CaseCatalogue.Selected(pics.System == "station" ? Side.Station : Side.Csms, revision, PicsFacts.Of(pics, connected: 0, password: true));
        }
        foreach (var row in rows) Console.WriteLine($"{row.Id,-13} {row.Profile,-24} {row.Condition,-32} {row.Name}");
        return Verb.Passed;
    }
}
