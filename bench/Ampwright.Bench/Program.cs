using System.Diagnostics;
using System.Reflection;
using Ampwright.Bench;

if (typeof(BenchCommand).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true })
{
    Console.Error.WriteLine("Measures mean something in a Release build only: dotnet run -c Release --project bench/Ampwright.Bench");
    return 2;
}
return await BenchCommand.Create().Parse(args).InvokeAsync();
