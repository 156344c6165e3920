using Ampwright.Lab.Catalogue;

namespace Ampwright.Lab.Runs;

/// <summary>What a run shows while it goes on: one line a case, and on a terminal the step in hand.</summary>
internal sealed class Progress(TextWriter terminal, TimeProvider time, bool live)
{
    private readonly long _began = time.GetTimestamp();
    private string _head = "";
    private int _number;
    private int _of;

    public void Waits() => Live("waiting for the system to connect");

    public void Tidies() => Live($"{_head} tidying up");

    public void Begins(CaseRow row, int number, int of)
    {
        (_number, _of) = (number, of);
        _head = $"{number}/{of} {row.Id}";
    }

    public void Step(Step step) => Live($"{_head}{Left()} {step.Number} {step.Text}");

    public void Ends(CaseRow row, CaseResult result)
    {
        Live("");
        terminal.WriteLine($"{result.Verdict.Text(),-12} {row.Id,-13} {result.Took.TotalSeconds,6:0.0} s  {row.Name}");
        if (result.Verdict != Verdict.Pass)
        {
            terminal.WriteLine($"             at {result.Step}");
            terminal.WriteLine($"             expected {result.Expected}; {result.Found}");
        }
    }

    // What the cases so far took, on average, for each that is left.
    private string Left()
    {
        if (_number < 2) return "";
        var each = time.GetElapsedTime(_began) / (_number - 1);
        return $", about {Math.Ceiling((each * (_of - _number + 1)).TotalMinutes):0} min left:";
    }

    private void Live(string text)
    {
        if (!live) return;
        var shown = text.Length > 110 ? text[..109] + "…" : text;
        terminal.Write($"\r\u001b[K{shown}");
    }
}
