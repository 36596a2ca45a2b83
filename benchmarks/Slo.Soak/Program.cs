using Slo.Soak;

// An app under load for an hour: does it count what its client saw, and does it keep its size?
if (SoakOptions.Read(args) is not { } options)
{
    Console.Error.WriteLine("usage: Slo.Soak [duration, default 1h] [folder for samples.csv, default a new temporary one]");
    return 2;
}

return await SoakRun.RunAsync(options) ? 0 : 1;
