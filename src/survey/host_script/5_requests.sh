while IFS= read -r request; do
  argument=${request#* }
  printf '\ndropsweep begin\n'
  case $request in
    probe\ *) host_facts; disks "$argument"; logs "$argument"; arrivals "$argument"; processes; downloads "$argument" ;;
    disk\ *) disks "$argument" ;;
    lock\ *) rest=${argument#* }; lock "${argument%% *}" "${rest%% *}" "${rest#* }" ;;
    ledger) ledger ;;
    schedule) schedule ;;
    write-ledger\ *) keep ledger "$argument" ;;
    numbers) numbers ;;
    write-numbers\ *) keep numbers "$argument" ;;
    advice\ *) memory_facts; groups; log_sizes "$argument"; folders "$argument" ;;
  esac
  printf 'dropsweep end\n'
done
