using System.Diagnostics;
using System.Reflection;
using Ampwright.Bench;

// What the protocol costs, as ratios measured side by side in one run, so that they hold on any machine. Exit code 1 when a bar is missed.
//   dotnet run -c Release --project bench/Ampwright.Bench
if (typeof(Result).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true })
{
    Console.Error.WriteLine("Measures mean something in a Release build only: dotnet run -c Release --project bench/Ampwright.Bench");
    return 2;
}

List<Result> results = [.. MeterValuesCost.Measure(), await HeartbeatCost.MeasureAsync()];

Console.WriteLine($"{"",-66}{"measured",12}{"goal",8}{"bar",8}");
foreach (var result in results)
    Console.WriteLine($"{result.What,-66}{result.Value,10:0.00}{result.Unit,-2}{result.Goal,8:0.##}{result.Bar,8:0.##}  {(result.Value <= result.Bar ? "ok" : "MISSED")}");
return results.TrueForAll(result => result.Value <= result.Bar) ? 0 : 1;
