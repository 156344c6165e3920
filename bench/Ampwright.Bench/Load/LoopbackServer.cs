using System.Net;

namespace Ampwright.Bench.Load;

/// <summary>The least of ASP.NET Core that serves: Kestrel on a port of its own on loopback, no logging, no configuration.</summary>
internal static class LoopbackServer
{
    public static WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        return builder.Build();
    }
}
