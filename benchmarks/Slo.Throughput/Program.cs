using Slo.Throughput;
using Slo.Throughput.Reporting;

if (!Options.TryParse(args, out Options options, out var fault))
{
    Console.Error.WriteLine(fault);
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

if (options.Help)
{
    Console.WriteLine(Options.Usage);
    return 0;
}

Report report = options.Processes > 1 ? Children.Run(options) : Session.Run(options);
Console.WriteLine(options.Json ? JsonReport.Write(report) : TableReport.Write(report));
return 0;
